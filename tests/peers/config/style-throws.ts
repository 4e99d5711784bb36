import { betterAuth } from "better-auth";
import { jwt } from "better-auth/plugins";
//= { plugins: [jwt()] }

if (!process.env.DATABASE_URL) throw new Error("DATABASE_URL is not set");
const url = new URL(process.env.DATABASE_URL);

export const auth = betterAuth({ baseURL: url.origin, plugins: [jwt()] });
