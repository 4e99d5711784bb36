import { betterAuth } from 'better-auth'
import { username, jwt } from 'better-auth/plugins'

const roles = ['user', 'editor'] as const
const size = 1
let counter = size / 2 / 3
const pattern = /[/"'`{]+\/{2}/gi

export const auth = betterAuth({
  user: {
    additionalFields: {
      role: { type: [...roles], defaultValue: 'user' },
    },
  },
  plugins: [username(), jwt()],
})

export type Session = typeof auth.$Infer.Session
