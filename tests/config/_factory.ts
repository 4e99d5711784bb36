export function initAuth<T extends BetterAuthPlugin[] = []>(options: { baseUrl: string; extraPlugins?: T }) {
  const config = { plugins: [admin(), ...(options.extraPlugins ?? [])] } satisfies BetterAuthOptions;
  return betterAuth(config);
}
