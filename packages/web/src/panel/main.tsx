import { createRoot } from 'react-dom/client';
import '../design/tokens.css';
import { Button } from '../design/button.tsx';
import { m } from '../generated/messages/messages.js';

const root = document.getElementById('panel');
if (root) createRoot(root).render(<Button kind="main">{m.shell_name()}</Button>);
