import { TypeORMAdapter } from "@auth/typeorm-adapter";
export const { auth } = NextAuth({ adapter: TypeORMAdapter({ type: "mariadb", host: "localhost" }) });

//= use "auth.js"
//= datasource db {
//=   provider = "mysql"
//= }
