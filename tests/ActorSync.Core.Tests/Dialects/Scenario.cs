using System.Collections.Immutable;
using ActorSync.Core.Users;

namespace ActorSync.Core.Tests.Dialects;

/// <summary>Operations and what must come of them.</summary>
/// <param name="Target">The target before.</param>
/// <param name="Operations">What to do.</param>
/// <param name="Expected">The target's state after.</param>
internal sealed record Scenario(ModelTarget Target, ImmutableArray<Operation> Operations, string Expected);
