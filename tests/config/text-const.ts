const text = { type: "string" } as const, maybe = { required: false } as const
const user = <const>{ additionalFields: { a: { ...text, ...maybe } } }
export const auth = betterAuth({ user, session: ({ modelName: "visit" } as const satisfies object) })

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//= extend model User {
//=   a String?
//= }
//= rename model Session Visit
