// A plugin of one's own, in the file.
import { betterAuth, type BetterAuthPlugin } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { createAuthEndpoint, sessionMiddleware } from "better-auth/api";
import * as z from "zod";
import { db } from "./db";
import * as schema from "./schema";

const notes = {
  id: "notes",
  schema: {
    note: {
      fields: {
        text: { type: "string", required: true },
        stars: { type: "number", required: false },
        createdAt: { type: "date", required: true, defaultValue: () => new Date() },
        userId: { type: "string", required: true, references: { model: "user", field: "id" } },
      },
    },
    user: { fields: { noteCount: { type: "number", required: false, input: false } } },
  },
  endpoints: {
    createNote: createAuthEndpoint(
      "/notes/create",
      { method: "POST", use: [sessionMiddleware], body: z.object({ text: z.string(), stars: z.number() }) },
      async (ctx) => {
        const { id: userId } = ctx.context.session.user;
        const note = await ctx.context.adapter.create({
          model: "note",
          data: { ...ctx.body, userId, createdAt: new Date() },
        });
        return ctx.json(note);
      },
    ),
  },
} satisfies BetterAuthPlugin;

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true },
  plugins: [notes],
});
