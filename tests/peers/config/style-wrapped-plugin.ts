import { betterAuth } from "better-auth";
import { organization } from "better-auth/plugins";

const organizations = () => organization({ schema: { member: { modelName: "seat" } } });
const withTeams = organizations();

export const auth = betterAuth({ plugins: [withTeams] });
