import Head from "@docusaurus/Head";
import Cores from "@site/src/components/Cores/index.tsx";
import CrossSite from "@site/src/components/CrossSite/index.tsx";
import Differences from "@site/src/components/Differences/index.tsx";
import FileTree from "@site/src/components/FileTree/index.tsx";
import InGuide from "@site/src/components/InGuide/index.tsx";
import Install from "@site/src/components/Install/index.tsx";
import Lab from "@site/src/components/Lab/index.tsx";
import Matrix from "@site/src/components/Matrix/index.tsx";
import Measured from "@site/src/components/Measured/index.tsx";
import MockCoreReference from "@site/src/components/MockCoreReference/index.tsx";
import Mutants, { MutantCount } from "@site/src/components/Mutants/index.tsx";
import Outcomes from "@site/src/components/Outcomes/index.tsx";
import Questions from "@site/src/components/Questions/index.tsx";
import Run from "@site/src/components/Run.tsx";
import Sandbox from "@site/src/components/Sandbox/index.tsx";
import { SearchField } from "@site/src/components/Search/index.tsx";
import SectionPages from "@site/src/components/SectionPages/index.tsx";
import Sequence from "@site/src/components/Sequence/index.tsx";
import SessionObject from "@site/src/components/SessionObject/index.tsx";
import SetCookies from "@site/src/components/SetCookies/index.tsx";
import { Cell, Table } from "@site/src/components/Table/index.tsx";
import { Item, Paragraph } from "@site/src/components/Term/index.tsx";
import { Variant, Variants } from "@site/src/components/Variants/index.tsx";
import Verified from "@site/src/components/Verified/index.tsx";
import Versions from "@site/src/components/Versions/index.tsx";
import Admonition from "@theme/Admonition";
import Heading from "@theme/Heading";
import MDXA from "@theme/MDXComponents/A";
import MDXImg from "@theme/MDXComponents/Img";
import type { ComponentProps } from "react";

/** What every page of the docs can use without an import. */
const MDXComponents = {
  Head,
  a: MDXA,
  p: Paragraph,
  li: Item,
  img: MDXImg,
  h1: (props: ComponentProps<"h1">) => <Heading as="h1" {...props} />,
  h2: (props: ComponentProps<"h2">) => <Heading as="h2" {...props} />,
  h3: (props: ComponentProps<"h3">) => <Heading as="h3" {...props} />,
  h4: (props: ComponentProps<"h4">) => <Heading as="h4" {...props} />,
  h5: (props: ComponentProps<"h5">) => <Heading as="h5" {...props} />,
  h6: (props: ComponentProps<"h6">) => <Heading as="h6" {...props} />,
  admonition: Admonition,
  // What Docusaurus makes of <details>, for a theme that animates it.
  Details: (props: ComponentProps<"details">) => <details {...props} />,
  table: Table,
  th: (props: ComponentProps<"th">) => <Cell as="th" {...props} />,
  td: (props: ComponentProps<"td">) => <Cell as="td" {...props} />,
  Table,
  Run,
  Sequence,
  Outcomes,
  Cores,
  CrossSite,
  Differences,
  Verified,
  Versions,
  Measured,
  Matrix,
  Mutants,
  MutantCount,
  FileTree,
  InGuide,
  Install,
  Lab,
  SessionObject,
  Questions,
  SectionPages,
  SearchField,
  SetCookies,
  Variants,
  Variant,
  Sandbox,
  MockCoreReference,
};

export default MDXComponents;
