"""How the sheet and the floor are colored: colormap, soft light with cavities, contour lines one pixel sharp."""

# By what the color is multiplied, and what is added to it. With QUICK it is found at the vertices alone.
_LIGHT = """
uniform vec3 u_eye, u_light;
uniform float u_ambient, u_key;
vec2 light(vec3 place, vec3 up, float cavity) {
    vec3 normal = normalize(up);
    vec3 view = normalize(u_eye - place);
    float facing = dot(normal, view);
    float under = facing < 0.0 ? -1.0 : 1.0;
    normal *= under;
    facing *= under;
    float soft = max((dot(normal, u_light) + 0.35) * 0.7407, 0.0);
    float shine = max(dot(normal, normalize(u_light + view)), 0.0);
    shine *= shine; shine *= shine; shine *= shine; shine *= shine; shine *= shine;
    float rim = 1.0 - facing;
    float open = clamp(1.0 + cavity, 0.55, 1.12);
    float diffuse = (u_ambient * (0.885 + 0.165 * normal.z) + u_key * soft * 1.25) * open;
    return vec2((under < 0.0 ? 0.55 : 1.0) * diffuse + 0.16 * rim * rim * rim, 0.10 * shine * u_key);
}
"""

ATTRIBUTES = ("a_place", "a_normal", "a_cavity")

_AT_VERTICES = f"#ifdef QUICK\n{_LIGHT}#endif\n"
_AT_FRAGMENTS = f"#if !defined(FLAT) && !defined(QUICK)\n{_LIGHT}#endif\n"

VERTEX = (
    _AT_VERTICES
    + """
uniform mat4 u_matrix;
uniform float u_floor;
IN vec3 a_place;
IN vec3 a_normal;
IN float a_cavity;
OUT vec3 v_place;
OUT vec3 v_normal;
OUT float v_cavity;
OUT float v_height;
OUT vec2 v_light;
void main() {
    v_height = a_place.z;
    v_normal = a_normal;
    v_cavity = a_cavity;
#ifdef FLAT
    v_place = vec3(a_place.xy, u_floor);
#else
    v_place = a_place;
#endif
#ifdef QUICK
    v_light = light(v_place, a_normal, a_cavity);
#else
    v_light = vec2(0.0);
#endif
    gl_Position = u_matrix * vec4(v_place, 1.0);
}
"""
)

FRAGMENT = (
    _AT_FRAGMENTS
    + """
uniform sampler2D u_colormap;
uniform vec3 u_ground;
uniform float u_levels, u_width, u_mix;
uniform vec4 u_iso;
IN vec3 v_place;
IN vec3 v_normal;
IN float v_cavity;
IN float v_height;
IN vec2 v_light;

// Coverage of a line at every whole value of `level`; `slope` is the LENGTH of its gradient on the screen:
// fwidth() would draw diagonal lines wider. Lines fade before they merge, and where the ground is flat.
float line(float level, float slope, float half_width, float fade) {
    float away = abs(fract(level - 0.5) - 0.5) / slope;
    float cover = clamp(half_width + 0.5 - away, 0.0, 1.0) * step(2e-4, slope);
    return cover * (1.0 - fade * clamp((slope - 0.25) * 2.86, 0.0, 1.0));
}

void main() {
    float height = clamp(v_height, 0.0, 1.0);
    vec3 color = TEX(u_colormap, vec2(height * 0.99609375 + 0.001953125, 0.5)).rgb;
    color *= color;
#ifdef FLAT
    color = mix(color, u_ground * u_ground, u_mix);
#else
#ifdef QUICK
    vec2 lit = v_light;
#else
    vec2 lit = light(v_place, v_normal, v_cavity);
#endif
    color = color * lit.x + vec3(lit.y);
#endif
    color = sqrt(clamp(color, 0.0, 1.0));
    float slope = max(length(vec2(dFdx(v_height), dFdy(v_height))), 1e-7) * u_levels;
    float minor = line(v_height * u_levels, slope, u_width, 1.0);
    float major = line(v_height * u_levels * 0.2, slope * 0.2, u_width * 1.7, 0.6);
    // Not at the very bottom, where all is flat and half of a line would be seen, dotted; nor at the top, where the
    // edge of a plateau is a line of its own.
    float inside = step(0.5 / u_levels, v_height) * step(v_height, 1.0 - 0.5 / u_levels);
    color = mix(color, color * 0.14 + u_iso.rgb * 0.45, max(minor * 0.62, major) * u_iso.a * inside);
    FRAG = vec4(color, 1.0);
}
"""
)
