import PostgresAdapter from "@auth/pg-adapter";
import { Pool } from "pg";
const pool = new Pool();
export default NextAuth({ adapter: PostgresAdapter(pool), providers: [] });

//= use "auth.js/pg"
//= datasource db {
//=   provider = "postgresql"
//= }
