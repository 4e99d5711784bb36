import { initAuthConfig } from "@hono/auth-js";
import { DrizzleAdapter } from "@auth/drizzle-adapter";
import { drizzle } from "drizzle-orm/d1";
app.use("*", initAuthConfig((c) => ({ secret: c.env.SECRET, adapter: DrizzleAdapter(drizzle(c.env.DB)), providers: [GitHub] })));

//= use "auth.js"
//= datasource db {
//=   provider = "sqlite"
//= }
//= config {
//=   convention = "auth.js/drizzle"
//= }
