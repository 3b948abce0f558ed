import Link from "@docusaurus/Link";
import type { Exchange } from "@site/results/runs.ts";
import type { ReactNode } from "react";
import { Address } from "../Address/index.tsx";
import { type Detail, laneNames, type Message, messagesOf } from "./messages.ts";

interface Props {
  title: string;
  exchanges: readonly Exchange[];
  /** The page of the scenario, where this is not it. */
  link?: string;
}

/** A recorded run as a sequence diagram. The diagram is one picture to assistive technology; the list below it says the same in words. */
export function SequenceFigure({ title, exchanges, link }: Props): ReactNode {
  return (
    <figure className="sequence">
      <figcaption>
        <span className="sequence-title">{title}</span>
        {link !== undefined && (
          <Link className="label" to={link}>
            recorded run
          </Link>
        )}
      </figcaption>
      <div className="sequence-plot" role="img" aria-label={`Sequence diagram: ${title}`}>
        <div className="lanes">
          {Object.values(laneNames).map((name) => (
            <span key={name}>{name}</span>
          ))}
        </div>
        {exchanges.map((exchange, index) => (
          <ExchangePlot key={keyOf(exchange, index)} exchange={exchange} />
        ))}
      </div>
      <details className="sequence-text">
        <summary>The same run as text</summary>
        <ol className="sequence-steps">
          {exchanges.map((exchange, index) => (
            <ExchangeText key={keyOf(exchange, index)} exchange={exchange} />
          ))}
        </ol>
      </details>
    </figure>
  );
}

/** The same exchange may come twice; its place in the recording is what tells the two apart. */
function keyOf({ request }: Exchange, index: number): string {
  return `${index} ${request.path}`;
}

function ExchangePlot({ exchange }: { exchange: Exchange }): ReactNode {
  const { events = [], note, times = 1, core } = exchange;
  const [request, ...rest] = messagesOf(exchange);
  if (!request) return null;
  return (
    <>
      {events.map((event) => (
        <p key={event} className="event">
          <span>{event}</span>
        </p>
      ))}
      <div className="exchange">
        <Arrow
          message={request}
          note={[note, times > 1 && `${times} times`].filter(Boolean).join(", ")}
        />
        {core.length === 0 && <p className="idle">no call</p>}
        {rest.map((message, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an exchange is written once and never reordered
          <Arrow key={index} message={message} />
        ))}
      </div>
    </>
  );
}

function Arrow({ message, note }: { message: Message; note?: string }): ReactNode {
  const { from, to, text, status, details } = message;
  const outcome = status === undefined ? "" : ` status-${Math.floor(status / 100)}`;
  return (
    <div className={`arrow ${from}-${to}${outcome}`}>
      {note && <p className="who">{note}</p>}
      <p className="what">
        <Address>{text}</Address>
      </p>
      {details.length > 0 && (
        <ul className="what-else">
          {details.map((detail) => (
            <DetailItem key={`${detail.name} ${detail.value}`} {...detail} />
          ))}
        </ul>
      )}
    </div>
  );
}

function DetailItem({ name, value }: Detail): ReactNode {
  return (
    <li>
      <span>{name}</span> <Address>{value}</Address>
    </li>
  );
}

function ExchangeText({ exchange }: { exchange: Exchange }): ReactNode {
  const { events = [], note, times = 1 } = exchange;
  return (
    <>
      {events.map((event) => (
        <li key={event}>Meanwhile: {event}.</li>
      ))}
      {messagesOf(exchange).map(({ from, to, text, details }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an exchange is written once and never reordered
        <li key={index}>
          {laneNames[from]}
          {index === 0 && note && ` (${note})`} to {laneNames[to]}
          {index === 0 && times > 1 && `, ${times} times`}: <code>{text}</code>
          {details.map(({ name, value }) => (
            <span key={`${name} ${value}`}>
              , {name} <code>{value}</code>
            </span>
          ))}
        </li>
      ))}
    </>
  );
}
