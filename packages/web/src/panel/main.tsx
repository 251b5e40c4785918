import { createRoot } from 'react-dom/client';
import '../design/tokens.css';
import { Panel } from './panel.tsx';

const root = document.getElementById('panel');
if (root) createRoot(root).render(<Panel />);
