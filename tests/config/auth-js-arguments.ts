export default async function auth(req: NextApiRequest, res: NextApiResponse) { return await NextAuth(req, res, authOptions); }
const authOptions = { adapter: PrismaAdapter(prisma), providers: [] };

//= use "auth.js"
//! auth-js-arguments.ts:2:46: warning: cannot determine the database from the text; assuming SQLite [AG1011]
