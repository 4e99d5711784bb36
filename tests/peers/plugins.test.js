// Plugins of other packages: the tables that Better Auth has with a
// configuration are those of its presets, which authgen finds by the names of
// the package and the function. The packages are those of betterauthplugins/.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BetterAuth } from './betterauth.js';
import { prismaTables, tableDifferences, upstreamTables } from './betterauth-tables.js';
import { report } from './presets.js';
import { prisma } from './prisma.js';
import { run } from './process.js';

const version = new BetterAuth('better-auth@1.6', 'betterauthplugins', '1.6.34');

/** The imports of a configuration and its options, as text. */
const cases = {
    'appInvite': ['{ appInvite } from "@better-auth-kit/app-invite"',
        `plugins: [appInvite({ schema: { appInvitation: { modelName: "invited", fields: { email: "mail" } } } })]`],
    'autumn': ['{ autumn } from "autumn-js/better-auth"', 'plugins: [autumn()]'],
    'capacitor': ['{ capacitor } from "better-auth-capacitor"', 'plugins: [capacitor()]'],
    'cloudflare': ['{ cloudflare } from "better-auth-cloudflare"', 'plugins: [cloudflare()]'],
    'cloudflare without a place': ['{ cloudflare } from "better-auth-cloudflare"',
        'plugins: [cloudflare({ geolocationTracking: false })]'],
    'cloudflare with files': ['{ cloudflare } from "better-auth-cloudflare"',
        `plugins: [cloudflare({ r2: { bucket: {}, additionalFields: {
            category: { type: "string", required: false } } } })]`],
    'creem': ['{ creem } from "@creem_io/better-auth"',
        'plugins: [creem({ apiKey: "k", schema: { creem_subscription: { modelName: "plan" } } })]'],
    'creem without subscriptions': ['{ creem } from "@creem_io/better-auth"',
        'plugins: [creem({ apiKey: "k", persistSubscriptions: false })]'],
    'credentials': ['{ credentials } from "better-auth-credentials-plugin"',
        'plugins: [credentials({ callback: () => null })]'],
    'crossDomain': ['{ crossDomain } from "@convex-dev/better-auth/plugins"',
        'plugins: [crossDomain({ siteUrl: "https://example.com" })]'],
    'dash and sentinel': ['{ dash, sentinel } from "@better-auth/infra"',
        'plugins: [dash({ apiKey: "k" }), sentinel({ apiKey: "k" })]'],
    'dodopayments': ['{ dodopayments } from "@dodopayments/better-auth"',
        'plugins: [dodopayments({ client: {}, use: [] })]'],
    'dubAnalytics': ['{ dubAnalytics } from "@dub/better-auth"',
        'plugins: [dubAnalytics({ dubClient: {} })]'],
    'emailHarmony': ['{ emailHarmony } from "better-auth-harmony"',
        'plugins: [emailHarmony({ schema: { user: { fields: { normalizedEmail: "plain_email" } } } })]'],
    'invite': ['{ invite } from "better-auth-invite"',
        'plugins: [invite({ inviteDurationSeconds: 60 })]'],
    'localization': ['{ localization } from "better-auth-localization"', 'plugins: [localization({})]'],
    'phoneHarmony': ['{ phoneHarmony } from "better-auth-harmony"', 'plugins: [phoneHarmony()]'],
    'polar': ['{ polar } from "@polar-sh/better-auth"', 'plugins: [polar({ client: {}, use: [] })]'],
    'razorpay with subscriptions': ['{ razorpay } from "better-auth-razorpay"',
        `plugins: [razorpay({ razorpayClient: {}, razorpayWebhookSecret: "s",
            subscription: { enabled: true, plans: [] } })]`],
    'razorpay of organizations': [
        '{ razorpay } from "better-auth-razorpay"; import { organization } from "better-auth/plugins"',
        `plugins: [organization(), razorpay({ razorpayClient: {}, razorpayWebhookSecret: "s",
            organization: { enabled: true }, subscription: { enabled: true, plans: [] } })]`],
    'tauri': ['{ tauri } from "@daveyplate/better-auth-tauri/plugin"',
        'plugins: [tauri({ scheme: "app" })]'],
    'telegram': ['{ telegram } from "better-auth-telegram"',
        'plugins: [telegram({ botToken: "1:t", botUsername: "b" })]'],
    'validator': ['{ validator } from "validation-better-auth"', 'plugins: [validator([])]'],
    'withCloudflare': [
        '{ withCloudflare } from "better-auth-cloudflare"; import { anonymous } from "better-auth/plugins"',
        `...withCloudflare({ cf: {}, r2: { bucket: {} } }, {
            plugins: [anonymous()], user: { modelName: "person" } })`],
    'withCloudflare without a place': ['{ withCloudflare } from "better-auth-cloudflare"',
        '...withCloudflare({ geolocationTracking: false, autoDetectIpAddress: false, kv: {} }, {})'],
    'withCloudflare with a storage': ['{ withCloudflare } from "better-auth-cloudflare"',
        '...withCloudflare({ cf: {}, kv: {} }, {})'],
    'waitlist': ['{ waitlist } from "better-auth-waitlist"',
        `plugins: [waitlist({
            additionalFields: { reason: { type: "string", required: false } },
            schema: { waitlist: { modelName: "queue", fields: { email: "address" } } } })]`],
};

/** An older release of a package: the preset, and the module that is it. */
const older = {
    '@creem_io/better-auth@0.0/creem': ['creem0', { apiKey: 'k' }],
    '@dodopayments/better-auth@1.5/dodopayments': ['dodopayments14', { client: {}, use: [] }],
};

/** No database can set a column to NULL that is NOT NULL: the presets say no action. */
function possible(tables) {
    for (const { fields } of Object.values(tables)) {
        for (const field of Object.values(fields)) {
            if (field.references?.onDelete === 'set null' && field.required !== false) {
                field.references = { ...field.references, onDelete: 'no action' };
            }
        }
    }
    return tables;
}

async function compare(authgen, presets, given) {
    const { getAuthTables } = await version.load('better-auth/db');
    const argv = [authgen, '-t', 'prisma', '-d', 'postgresql', '--convention', 'prisma',
        ...[version.preset, ...presets].flatMap((name) => ['--use', name])];
    const { status, stdout, stderr } = await run(argv);
    if (status !== 0 || stderr !== '') return [`exit ${status}`, stderr];
    return tableDifferences(
        prismaTables(prisma.prisma.datamodel([['schema.prisma', stdout]])),
        upstreamTables(possible(getAuthTables(given)), 'text'));
}

export async function testPlugins(context) {
    const { authgen, dir, wanted } = context;
    const folder = join(dir, 'plugins');
    if (![...Object.keys(cases), ...Object.keys(older)].some((name) => wanted(`plugins: ${name}`))) return;
    mkdirSync(dir, { recursive: true });
    version.makeProject(folder);
    for (const [name, [imports, options]] of Object.entries(cases)) {
        await report(context, `plugins: ${name}`, async () => {
            const file = join(folder, `${name.replaceAll(' ', '-')}.mjs`);
            writeFileSync(file, `import { betterAuth } from "better-auth";
import ${imports};
export const auth = betterAuth({
    baseURL: "https://example.com", secret: "a secret of forty characters, for the tests",
    logger: { disabled: true }, ${options},
});
`);
            const { auth } = await import(pathToFileURL(file));
            return compare(authgen, [file], auth.options);
        });
    }
    for (const [name, [module, options]] of Object.entries(older)) {
        await report(context, `plugins: ${name}`, async () => {
            const make = (await version.load(module))[name.split('/').at(-1)];
            return compare(authgen, [`${version.preset}/${name}`], { plugins: [make(options)] });
        });
    }
}
