// Finalizer
