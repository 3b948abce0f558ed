import { GreetButton } from "./greet-button";

export default function Profile() {
  return (
    <main>
      <GreetButton />
    </main>
  );
}
