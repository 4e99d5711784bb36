import { defineConfig } from "auth-astro";
import { DrizzleAdapter } from "@auth/drizzle-adapter";
export default defineConfig({ adapter: DrizzleAdapter(db), providers: [GitHub] });

//= use "auth.js"
