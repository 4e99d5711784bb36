class Log { id = "log"; constructor(private options = { table: "log" }) {}
  get schema() { return { log: { modelName: this.options.table, fields: { text: { type: "string" } } } }; } }
export const auth = betterAuth({ plugins: [new Log({ table: "history" })] });

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//= model Log {
//=   id Id @id
//=   text String
//= }
//= rename model Log History
