import { setMessages } from "@/texts/message";
import messages from "./messages-en";

setMessages(messages);
