import { MongoDBAdapter } from "@auth/mongodb-adapter";
export const { handlers, auth } = NextAuth({ adapter: MongoDBAdapter(client), providers: [] });

//= use "auth.js"
//! auth-js-other-adapter.ts:2:55: warning: unknown adapter [AG1011]
