// none yet
import JSONLines
