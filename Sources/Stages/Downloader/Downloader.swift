// Downloader
