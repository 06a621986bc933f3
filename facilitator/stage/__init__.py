"""Pages of ours beside Streamlit: the wall screen, the remote, the door, operation."""
