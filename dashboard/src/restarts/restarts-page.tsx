/** What was started again, and why. @module */

export const RestartsPage = () => <h1>Restarts</h1>
