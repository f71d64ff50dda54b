import { mount } from "../shared/shell.tsx";
import { PracticePage } from "./practice.tsx";
import { Practice } from "./practice-model.ts";
import "../editor/editor.css";
import "./practice.css";

const practice = new Practice();
mount(<PracticePage practice={practice} />);
void practice.start();
