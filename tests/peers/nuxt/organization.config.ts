// As Nuxt people write it: an alias, the environment, what only a server has.
import { organization, username } from 'better-auth/plugins';
import { sendMail } from '~~/server/utils/mail';

export default defineServerAuth(({ db }) => ({
  appName: useRuntimeConfig().app.buildId,
  emailAndPassword: {
    enabled: true,
    sendResetPassword: async ({ user, url }: { user: { email: string }, url: string }) => {
      await sendMail(user.email, `Follow ${url.replace(/[/"'`]+$/, '')}`);
    },
  },
  plugins: [
    username(),
    organization({ allowUserToCreateOrganization: () => Boolean(db) }), // everybody
  ],
}));
