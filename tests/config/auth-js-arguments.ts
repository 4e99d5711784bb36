export default async function auth(req: NextApiRequest, res: NextApiResponse) { return await NextAuth(req, res, authOptions); }
const authOptions = { adapter: PrismaAdapter(prisma), providers: [] };

//= use "auth.js"
