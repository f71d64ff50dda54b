import { mount } from "../shared/shell.tsx";
import { Console } from "./console.tsx";
import "./admin.css";

mount(<Console />);
