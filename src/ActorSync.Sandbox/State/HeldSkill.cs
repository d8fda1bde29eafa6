namespace ActorSync.Sandbox.State;

/// <summary>A skill that a user holds; a double is what the wire carries, and every level that fits it comes back unchanged.</summary>
internal readonly record struct HeldSkill(string SkillId, double Level);
