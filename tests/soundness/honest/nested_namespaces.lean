-- looks odd: namespaces in sections in namespaces

namespace A.B
section S
namespace C
theorem t : 1 = 1 := rfl
end C
end S
namespace A.B
theorem t : A.B.C.t = A.B.C.t := rfl
end A.B
end A.B
