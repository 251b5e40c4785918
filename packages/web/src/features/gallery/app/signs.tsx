import { PhoneOff } from 'lucide';
import { useState } from 'react';
import { useFormats } from '../../../api/app/session.ts';
import { Banner } from '../../../design/banner.tsx';
import { Bar } from '../../../design/bar.tsx';
import { Button } from '../../../design/button.tsx';
import { Empty } from '../../../design/empty.tsx';
import { Loading } from '../../../design/loading.tsx';
import { Notice } from '../../../design/notice.tsx';
import { Rows } from '../../../design/rows.tsx';
import { m } from '../../../generated/messages/messages.js';
import { samplePeople } from './needs.ts';
import { Sample } from './sample.tsx';
import css from './gallery.module.css';

const Notices = () => {
  const [done, setDone] = useState<object | null>(null);
  const name = samplePeople[0] ?? '';
  const undo = { label: m.specimen_undo(), name: m.specimen_undo_of({ name }), onTake: () => setDone(null) };
  return (
    <>
      <div role="status">
        {done && (
          <Notice of={done} undo={undo}>
            {m.specimen_notice({ name })}
          </Notice>
        )}
      </div>
      {!done && (
        <Button className={css.start} onClick={() => setDone({})}>
          {m.specimen_do()}
        </Button>
      )}
    </>
  );
};

export const Signs = () => {
  const formats = useFormats();
  return (
    <div className={css.samples}>
      <Sample name="Banner">
        <Banner sign={PhoneOff} way={{ label: m.shell_try_again(), onTake: () => {} }}>
          {m.specimen_banner()}
        </Banner>
      </Sample>
      <Sample name="Notice">
        <Notices />
      </Sample>
      <Sample name="Bar">
        <p className={css.share}>
          <Bar share={0.76} /> {m.specimen_share({ share: formats.level(0.76) })}
        </p>
        <p className={css.share}>
          <Bar share={0.3} tone="quiet" /> {formats.minutes(9 * 60_000)}
        </p>
      </Sample>
      <Sample name="Rows">
        <Rows>
          {samplePeople.map((name) => (
            <li key={name} className={css.person}>
              {name}
            </li>
          ))}
        </Rows>
      </Sample>
      <Sample name="Loading">
        <Loading label={m.shell_loading()} />
      </Sample>
      <Sample name="Empty">
        <Empty title={m.specimen_empty_title()} text={m.specimen_empty_text()} />
      </Sample>
    </div>
  );
};
