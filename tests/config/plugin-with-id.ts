const roles = () => ({
  id: "roles",
  schema: { role: { fields: { id: { type: "string", required: true }, name: { type: "string" } } } },
});
export const auth = betterAuth({ plugins: [roles()] });

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//= model Role {
//=   id Id @id
//=   name String
//= }
