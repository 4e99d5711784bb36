import { betterAuth } from "better-auth"
import { anonymous } from "better-auth/plugins"

const guests = () => ({ modelName: "guest" })
function plugins() {
  return [anonymous()]
}

export const auth = betterAuth({ user: guests(), plugins: plugins() })
