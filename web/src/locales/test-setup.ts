import { addMessages, setMessages } from "@/texts/message";
import visits from "./en/visits.json";
import messages from "./messages-en";

setMessages(messages);
addMessages({ visits });
