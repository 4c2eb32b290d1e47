"""A page in, its template's context out: one function per page type."""

from blog.content.presenters.pages import present

__all__ = ["present"]
