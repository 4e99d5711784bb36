import { defineConfig } from "auth-astro";
import { DrizzleAdapter } from "@auth/drizzle-adapter";
export default defineConfig({ adapter: DrizzleAdapter(db), providers: [GitHub] });

//= use "auth.js"
//= config {
//=   convention = "auth.js/drizzle"
//= }
//! auth-js-astro.ts:3:55: warning: cannot determine the database from the text; assuming SQLite [AG1011]
