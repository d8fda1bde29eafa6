using ActorSync.Core.Leases;
using NodaTime;

namespace ActorSync.Engine.Leases;

/// <summary>The lease as a journal has it.</summary>
/// <param name="Lease">The lease.</param>
/// <param name="Now">The journal's clock at that moment.</param>
internal sealed record LeaseRead(WriterLease Lease, Instant Now);
