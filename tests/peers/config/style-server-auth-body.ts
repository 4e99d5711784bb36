import { defineServerAuth } from '#auth/server'
import { username } from 'better-auth/plugins'
//= { plugins: [username()], user: { additionalFields: { bio: { type: 'string', required: false } } } }

export default defineServerAuth((ctx) => {
  const { db } = ctx
  if (!db) {
    throw new Error('no database')
  }
  return {
    plugins: [username()],
    user: { additionalFields: { bio: { type: 'string', required: false } } },
  }
})
