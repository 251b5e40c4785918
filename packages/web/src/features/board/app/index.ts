export { AgentState, type AgentOnBoard } from './agent-state.tsx';
export { floorFind } from './floor-find.ts';
export { useFeed } from './use-feed.ts';
export { agentsOn } from './agents-on.ts';
