#pragma once
// Only its flags are wanted: poppler-cpp is C++, and CPopplerText has the door to it.
