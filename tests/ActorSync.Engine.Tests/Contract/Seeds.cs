using ActorSync.Sandbox.Seeding;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>Makes the users that a target starts with.</summary>
internal static class Seeds
{
    /// <summary>A user whose e-mail is the employee id at example.com.</summary>
    public static SeedUser User(string employeeId, params (string Name, decimal Level)[] skills) =>
        new(employeeId, $"{employeeId}@example.com", $"Agent {employeeId}")
        {
            Skills = [.. skills.Select(skill => new SeedHeldSkill(skill.Name, skill.Level))],
        };

    /// <summary>The user with a certification; the dates are of the guide dialect alone.</summary>
    public static SeedUser Certified(this SeedUser user, string name, string expiresOn, string? issuedOn = null) => user with
    {
        Certifications = user.Certifications.Add(new SeedHeldCertification(name, issuedOn is null ? null : At(issuedOn), At(expiresOn))),
    };

    private static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;
}
