// Fields as `auth generate` makes their columns for Prisma, which has no lists on SQLite.
export const auth = betterAuth({
  database: prismaAdapter(prisma, { provider: "sqlite" }),
  user: {
    additionalFields: {
      tags: { type: "string[]", required: false },
      sums: { type: "number[]", required: false },
      seen: { type: "date", defaultValue: () => new Date() },
    },
  },
  session: { additionalFields: { createdAt: { type: "date", defaultValue: () => new Date() } } },
});

//= use "better-auth"
//= datasource db {
//=   provider = "sqlite"
//= }
//= config {
//=   convention = "better-auth/prisma"
//=   code      = camel
//=   relations = lower
//= }
//= extend model User {
//=   tags String[]
//=   sums Int[] @notNull
//=   seen DateTime
//= }
//= extend model Session {
//=   createdAt DateTime @default(now())
//= }
