import { betterAuth } from "better-auth";
import { env } from "cloudflare:workers";
import config from "virtual:app-config";
import { building } from "$app/environment";
import { sveltekitCookies } from "better-auth/svelte-kit";
import { getRequestEvent } from "$app/server";
import { bearer, oneTap, openAPI } from "better-auth/plugins";

export const auth = betterAuth({
  baseURL: building ? undefined : config.url,
  secret: env.SECRET ?? import.meta.env.VITE_SECRET,
  plugins: [bearer(), oneTap(), openAPI(), sveltekitCookies(getRequestEvent)],
});
