"""What a conversation does when something happens in it. No decisions: hear, and hand on."""
