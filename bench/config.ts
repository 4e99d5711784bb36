// A configuration of Better Auth as one finds it in an application: 300 lines,
// of which few say something of tables.
import { passkey } from "@better-auth/passkey";
import { betterAuth } from "better-auth";
import type { BetterAuthOptions } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import {
  admin,
  customSession,
  emailOTP,
  jwt,
  magicLink,
  multiSession,
  oneTap,
  openAPI,
  organization,
  phoneNumber,
  twoFactor,
  username,
} from "better-auth/plugins";
import { createAccessControl } from "better-auth/plugins/access";
import { randomBytes } from "node:crypto";

/** What is sent, and how. */
interface Message {
  to: string;
  subject: string;
  text: string;
  html?: string;
}

const env = (name: string, fallback = ""): string =>
  process.env[name] ?? fallback;

const production = env("NODE_ENV") === "production";
const site = env("SITE_URL", "http://localhost:3000");
const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

async function send({ to, subject, text, html }: Message): Promise<void> {
  if (!production) {
    console.log(`to ${to}: ${subject}\n${text}`);
    return;
  }
  const response = await fetch(env("MAIL_URL"), {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${env("MAIL_TOKEN")}`,
    },
    body: JSON.stringify({ from: `"It's us" <no-reply@${site}>`, to, subject, text, html }),
  });
  if (!response.ok) {
    throw new Error(`mail: ${response.status} ${await response.text()}`);
  }
}

/* Names that people may not take. The apostrophe's twin, `, is in none. */
const reserved = /^(?:admin|root|support|[a-z]{1,2})$|["'`/]/i;

const escaped = (text: string) =>
  text.replace(/[&<>"']/g, (c) => `&#${c.codePointAt(0)};`);

const letter = (title: string, link: string) => `<!doctype html>
<html lang="en">
  <body style="font-family: 'Inter', sans-serif">
    <h1>${escaped(title)}</h1>
    <p><a href="${escaped(link)}">${production ? "Go on" : `Go on (${link})`}</a></p>
  </body>
</html>`;

const statement = {
  project: ["create", "update", "delete", "share"],
  invoice: ["read", "pay"],
} as const;

const access = createAccessControl(statement);
const roles = {
  owner: access.newRole({
    project: ["create", "update", "delete", "share"],
    invoice: ["read", "pay"],
  }),
  member: access.newRole({ project: ["create", "update"], invoice: ["read"] }),
};

const themes = ["light", "dark", "system"] as const;

const userFields = {
  locale: { type: "string", required: false, defaultValue: "en", input: true },
  theme: {
    type: [...themes],
    required: false,
    defaultValue: "system",
  },
  birthday: { type: "date", required: false, input: true, returned: false },
  newsletter: { type: "boolean", defaultValue: false, required: true },
  credits: {
    type: "number",
    bigint: true,
    required: true,
    defaultValue: 0,
    input: false,
  },
  referrer: {
    type: "string",
    required: false,
    input: false,
    index: true,
    references: { model: "user", field: "id", onDelete: "set null" },
  },
} satisfies NonNullable<BetterAuthOptions["user"]>["additionalFields"];

const options = {
  appName: "Example",
  baseURL: site,
  secret: env("AUTH_SECRET", randomBytes(32).toString("hex")),
  trustedOrigins: [site, "https://*.example.com", ...env("ORIGINS").split(",").filter(Boolean)],

  database: drizzleAdapter({} as never, {
    provider: "pg",
    usePlural: true,
  }),

  advanced: {
    cookiePrefix: "example",
    useSecureCookies: production,
    database: { generateId: "uuid" },
    crossSubDomainCookies: {
      enabled: production,
      domain: ".example.com",
    },
    ipAddress: {
      ipAddressHeaders: ["cf-connecting-ip", "x-forwarded-for"],
    },
  },

  user: {
    additionalFields: userFields,
    changeEmail: {
      enabled: true,
      sendChangeEmailVerification: async (
        { user, newEmail, url }: { user: { email: string }; newEmail: string; url: string },
      ) => {
        await send({
          to: user.email,
          subject: "Your new address",
          text: `To use ${newEmail} from now on: ${url}`,
          html: letter("Your new address", url),
        });
      },
    },
    deleteUser: { enabled: true },
  },

  session: {
    expiresIn: 30 * day,
    updateAge: day,
    freshAge: 10 * 60,
    cookieCache: { enabled: true, maxAge: 5 * 60 },
    additionalFields: {
      device: { type: "string", required: false },
      country: { type: "string", required: false, fieldName: "countryCode" },
    },
  },

  account: {
    fields: { accountId: "externalId" },
    encryptOAuthTokens: true,
    accountLinking: {
      enabled: true,
      trustedProviders: ["google", "github"],
      allowDifferentEmails: false,
    },
  },

  rateLimit: {
    enabled: production,
    window: 60,
    max: 100,
    storage: "database",
    customRules: {
      "/sign-in/email": { window: 10, max: 3 },
      "/two-factor/*": async () => ({ window: 10, max: 3 }),
    },
  },

  emailAndPassword: {
    enabled: true,
    minPasswordLength: 10,
    maxPasswordLength: 200,
    requireEmailVerification: true,
    revokeSessionsOnPasswordReset: true,
    async sendResetPassword({ user, url }) {
      await send({
        to: user.email,
        subject: "A new password",
        text: `To choose one: ${url}`,
        html: letter("A new password", url),
      });
    },
  },

  emailVerification: {
    sendOnSignUp: true,
    autoSignInAfterVerification: true,
    expiresIn: day,
    sendVerificationEmail: async ({ user, url }) => {
      const name = user.name?.trim() || "you";
      await send({
        to: user.email,
        subject: `Is it ${name}?`,
        text: `Then go here: ${url}`,
        html: letter(`Is it ${name}?`, url),
      });
    },
  },

  socialProviders: {
    google: {
      clientId: env("GOOGLE_ID"),
      clientSecret: env("GOOGLE_SECRET"),
      prompt: "select_account",
    },
    github: {
      clientId: env("GITHUB_ID"),
      clientSecret: env("GITHUB_SECRET"),
      mapProfileToUser: (profile) => ({ name: profile.name ?? profile.login }),
    },
  },

  databaseHooks: {
    user: {
      create: {
        before: async (user) => {
          if (reserved.test(user.name)) {
            throw new Error(`'${user.name}' is taken`);
          }
          return { data: { ...user, email: user.email.toLowerCase() } };
        },
        after: async (user) => {
          await send({ to: user.email, subject: "Hello", text: `Hello ${user.name}!` });
        },
      },
    },
  },

  plugins: [
    username({ minUsernameLength: 3, usernameValidator: (name) => !reserved.test(name) }),
    phoneNumber({
      sendOTP: ({ phoneNumber: number, code }) => console.log(`${number}: ${code}`),
    }),
    twoFactor({
      issuer: "Example",
      otpOptions: {
        async sendOTP({ user, otp }) {
          await send({ to: user.email, subject: otp, text: `It is ${otp}.` });
        },
      },
      schema: { twoFactor: { fields: { backupCodes: "recoveryCodes" } } },
    }),
    organization({
      ac: access,
      roles,
      teams: { enabled: true, maximumTeams: 10 },
      dynamicAccessControl: { enabled: true },
      schema: {
        organization: {
          modelName: "workspace",
          additionalFields: {
            plan: { type: ["free", "team", "enterprise"], defaultValue: "free" },
          },
        },
      },
      async sendInvitationEmail({ email, organization: { name }, id }) {
        const link = new URL(`/invitations/${id}`, site).href;
        await send({ to: email, subject: name, text: link, html: letter(name, link) });
      },
    }),
    admin({ adminRoles: ["admin"], defaultBanReason: "It is against the rules." }),
    emailOTP({ sendVerificationOTP: ({ email, otp }) => send({ to: email, subject: otp, text: otp }) }),
    magicLink({ sendMagicLink: ({ email, url }) => send({ to: email, subject: "Link", text: url }) }),
    passkey({ rpName: "Example", origin: site }),
    jwt({ jwt: { issuer: site, expirationTime: "15m" } }),
    multiSession({ maximumSessions: 4 }),
    oneTap(),
    openAPI({ disableDefaultReference: production }), // "off" there
  ],
} satisfies BetterAuthOptions;

export const auth = betterAuth({
  ...options,
  plugins: [
    ...(options.plugins ?? []),
    customSession(async ({ user, session }) => ({
      session,
      user: { ...user, initials: user.name.split(" ").map(([c]) => c).join("") },
    }), options),
  ],
});
