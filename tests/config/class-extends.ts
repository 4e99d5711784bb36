class Base { static table = "member"; static session = "visit" }
class Names extends Base { static session = "stay" }
export const auth = betterAuth({ user: { modelName: Names.table }, session: { modelName: Names.session } });

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//= rename model User Member
//= rename model Session Stay
