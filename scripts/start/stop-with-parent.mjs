/**
 * Loaded into the site and the hub when `npm start` runs them: if it is killed outright, its end of the
 * channel closes, and they stop in order instead of running on with nobody to stop them.
 */
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
