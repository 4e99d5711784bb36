import { initAuth } from "@acme/auth";
export const auth = initAuth({ baseUrl: "http://localhost:3000" });

//! factory-unknown.ts:1:1: error: no configuration found in 'factory-unknown.ts' [AG1012]
