let instance: ReturnType<typeof create> | null = null;
const create = (env: Env) => { const db = drizzle(env.DB); return betterAuth({ database: drizzleAdapter(db, { provider: "sqlite" }), plugins: [admin()] }); };
export function getAuth(env: Env) { if (!instance) instance = create(env); return instance; }

//= use "better-auth"
//= use "better-auth/admin"
//= datasource db {
//=   provider = "sqlite"
//= }
//= config {
//=   columns = snake
//=   tables  = snake
//=   convention = "better-auth/drizzle"
//=   code      = camel
//=   relations = code
//= }
