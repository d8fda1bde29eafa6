using System.Collections.Immutable;
using ActorSync.Core.Users;

namespace ActorSync.Core.Dialects;

/// <summary>One write for one user, and the operations that it carries.</summary>
public sealed record UserWrite(TargetRequest Request, ImmutableArray<Operation> Carries);
