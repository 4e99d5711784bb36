// The packages are links to where the suite has installed them.
export default {
    turbopack: { root: '/' },
    typescript: { ignoreBuildErrors: true },
};
